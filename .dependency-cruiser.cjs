/**
 * The stage order of ARCHITECTURE.md as rules: an import may only point left.
 * corpus ─ outline ─ chunk ─ embed ─ index ─ retrieve ─ answer ─ eval ─ channels ─ http
 */
const stages = [
  'corpus',
  'outline',
  'chunk',
  'embed',
  'index',
  'retrieve',
  'answer',
  'eval',
  'channels',
  'http',
];

const leftward = stages.map((stage, position) => ({
  name: `${stage}-imports-only-leftward`,
  comment: `src/${stage} may import itself, the stages left of it, text/ and the leaf files.`,
  severity: 'error',
  from: { path: `^src/${stage}/` },
  to: {
    path: '^src/',
    pathNot: [
      `^src/(${[...stages.slice(0, position + 1), 'text'].join('|')})/`,
      '^src/(config|setting-list|bot-settings|errors|logger)\\.ts$',
    ],
  },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'leaves-import-no-stage',
      comment:
        'text/, config.ts, setting-list.ts, bot-settings.ts, errors.ts and logger.ts are leaves that anyone may import.',
      severity: 'error',
      from: { path: '^src/(text/|(config|setting-list|bot-settings|errors|logger)\\.ts$)' },
      to: {
        path: '^src/',
        pathNot: '^src/(text/|(config|setting-list|bot-settings|errors|logger)\\.ts$)',
      },
    },
    ...leftward,
    {
      name: 'vendors-are-wired-in-compose',
      comment:
        'Files named for a vendor do I/O; only compose.ts and compose/, the package entry and other vendor files know them.',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot:
          '^src/(compose|library)\\.ts$|^src/compose/|/(xenova|hnsw|langchain|libsql|ws|fs)-[^/]*$',
      },
      to: { path: '^src/.*/(xenova|hnsw|langchain|libsql|ws|fs)-[^/]*$' },
    },
    {
      name: 'widget-runs-in-browsers',
      comment:
        'src/widget is bundled for browsers: of the other stages it takes types, and the few pure modules that lay out a text.',
      severity: 'error',
      from: { path: '^src/widget/' },
      to: {
        path: '^src/',
        pathNot:
          '^src/(widget/|channels/reader/|chunk/heading-end\\.ts$|outline/heading-text\\.ts$)',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'nothing-imports-the-widget',
      comment: 'The server serves what is built of it.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/widget/' },
      to: { path: '^src/widget/' },
    },
    {
      name: 'xenova-in-one-place',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/embed/xenova-' },
      to: { path: 'node_modules/@xenova/' },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: {
        orphan: true,
        pathNot:
          '^src/((cli|server|library)\\.ts$|http/assets/|widget/(embed|chat-page|reader-page|vite-env\\.d)\\.ts$)',
      },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node'],
    },
  },
};
