// Makes the SDK download the Temporal CLI into the folder given, by starting its development server once.
import { TestWorkflowEnvironment } from '@temporalio/testing';

const [, , downloadDir = ''] = process.argv;
const environment = await TestWorkflowEnvironment.createLocal({
  server: { executable: { type: 'cached-download', downloadDir, version: 'default' } },
});
await environment.teardown();
