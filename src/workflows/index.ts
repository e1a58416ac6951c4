// Everything exported here is registered as a workflow: export workflows only.
export { analyzeIncidents } from './analyze-incidents.ts';
