/** The tree of imports: apps → database → domain → jobs → config, domain → the pure libraries, and nothing back. */
const lib = (name) => `^libs/${name}/`;
const only = (name, allowed) => ({
  name: `${name}-imports-down-only`,
  severity: 'error',
  comment: `libs/${name} may import ${allowed.length ? allowed.join(', ') : 'no other library'}.`,
  from: { path: lib(name), pathNot: '\\.(spec|db-spec|bench)\\.ts$' },
  to: { path: '^(libs|apps)/', pathNot: [lib(name), ...allowed.map(lib)].join('|') },
});

/** A feature of domain imports only from the lines above its own. */
const featureLines = [
  ['audit', 'taxonomy', 'idempotency'],
  ['accounts', 'mails'],
  ['notifications'],
  ['companies'],
  ['directory'],
  ['forums'],
  ['sign-ups'],
  ['match-requests'],
  ['forum-rankings'],
  ['weights-previews'],
  ['meetings'],
  ['schedule-drafts'],
  ['audit-log', 'privacy'],
  ['sample', 'backup'],
];

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-deep-import',
      severity: 'error',
      comment:
        'A library is imported by its name; what index.ts exports is all that others may rely on. The reference data of ' +
        'domain, the published benchmark of scheduling and the faults of input have names of their own: who needs nothing ' +
        'else need not load the rest.',
      from: { path: '^(libs|apps)/([^/]+)/' },
      to: {
        path: '^libs/[^/]+/src/(?!index\\.ts$)',
        pathNot:
          '^$1/$2/|^libs/(domain/src/taxonomy|scheduling/src/b2b)/index\\.ts$|^libs/matching/src/input-faults\\.ts$',
      },
    },
    only('config', []),
    only('matching', []),
    only('scheduling', []),
    only('calendar', []),
    only('logging', []),
    only('jobs', ['config', 'logging']),
    only('domain', ['jobs', 'logging', 'config', 'matching', 'scheduling', 'calendar']),
    only('database', ['domain', 'jobs', 'logging', 'config']),
    {
      name: 'pure-is-pure',
      severity: 'error',
      comment: 'matching and scheduling import nothing at all; calendar imports the Temporal polyfill alone.',
      from: { path: '^libs/(matching|scheduling|calendar)/', pathNot: '\\.(spec|bench)\\.ts$' },
      to: {
        dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'unknown'],
        pathNot: 'temporal-polyfill',
      },
    },
    {
      name: 'cores-without-polyfill',
      severity: 'error',
      from: { path: '^libs/(matching|scheduling)/', pathNot: '\\.(spec|bench)\\.ts$' },
      to: { path: 'temporal-polyfill' },
    },
    {
      name: 'testing-only-in-tests',
      severity: 'error',
      from: { pathNot: '^libs/testing/|\\.(spec|db-spec|e2e-spec|bench)\\.ts$|^apps/[^/]+/test/' },
      to: { path: lib('testing') },
    },
    {
      name: 'apps-stay-apart',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    { name: 'libs-never-import-apps', severity: 'error', from: { path: '^libs/' }, to: { path: '^apps/' } },
    {
      name: 'worker-without-graphql',
      severity: 'error',
      from: { path: '^apps/worker/' },
      to: { path: 'node_modules/(@nestjs/(graphql|apollo)|@apollo)/' },
    },
    {
      name: 'api-graphql-only-in-api',
      severity: 'error',
      from: { path: '^libs/(?!testing)' },
      to: { path: 'node_modules/(@nestjs/(graphql|apollo)|@apollo)/' },
    },
    ...featureLines.map((line, index) => ({
      name: `domain-${line[0]}-imports-lines-above`,
      severity: 'error',
      from: { path: `^libs/domain/src/(${line.join('|')})/`, pathNot: '\\.(spec|db-spec)\\.ts$' },
      to: {
        path: '^libs/domain/src/[^/]+/',
        pathNot: `^libs/domain/src/(${featureLines
          .slice(0, index + 1)
          .flat()
          .join('|')})/`,
      },
    })),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['development', 'import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.json', '.d.ts'],
    },
  },
};
