// Floors look down: a file imports its own floor or a lower one (lib/README.md).
const floors = [
  ['core'],
  ['chain', 'consensus'],
  ['modules'],
  ['node'],
  ['platform'],
  ['client'],
  ['react', 'ui'],
];

const upward = floors.flatMap((floor, level) => {
  const higher = floors.slice(level + 1).flat();
  return higher.length === 0
    ? []
    : [
        {
          name: `${floor.join('-')}-looks-down`,
          severity: 'error',
          from: { path: `^lib/(${floor.join('|')})/` },
          to: { path: `^(lib/(${higher.join('|')})|app|workers)/` },
        },
      ];
});

module.exports = {
  forbidden: [
    ...upward,
    {
      name: 'chain-knows-no-consensus',
      severity: 'error',
      from: { path: '^lib/chain/' },
      to: { path: '^lib/consensus/' },
    },
    {
      name: 'modules-meet-by-keeper',
      severity: 'error',
      from: { path: '^lib/modules/([^/]+)/' },
      to: { path: '^lib/modules/[^/]+/', pathNot: ['^lib/modules/$1/', 'keeper\\.ts$'] },
    },
    {
      name: 'pure-floors-know-no-platform',
      severity: 'error',
      comment: 'Only lib/platform touches the world.',
      from: { path: '^lib/(core|chain|consensus|modules|node)/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'pure-floors-use-few-packages',
      severity: 'error',
      from: { path: '^lib/(core|chain|consensus|modules)/' },
      to: {
        dependencyTypes: ['npm'],
        pathNot: ['node_modules/@noble/'],
      },
    },
    {
      name: 'node-uses-few-packages',
      severity: 'error',
      from: { path: '^lib/node/' },
      to: {
        dependencyTypes: ['npm'],
        pathNot: ['node_modules/valibot/', 'node_modules/@noble/'],
      },
    },
    {
      name: 'app-uses-client-react-ui',
      severity: 'error',
      from: { path: '^app/' },
      to: { path: '^(lib/(core|chain|consensus|modules|node|platform)|workers)/' },
    },
    {
      name: 'nothing-imports-workers',
      severity: 'error',
      from: { path: '^(lib|app)/' },
      to: { path: '^workers/' },
    },
    {
      name: 'browser-and-nodejs-stay-apart',
      severity: 'error',
      from: { path: '^lib/platform/browser/' },
      to: { path: '^lib/platform/nodejs/' },
    },
    {
      name: 'product-does-not-import-tests',
      severity: 'error',
      from: { path: '^(lib|app|workers)/' },
      to: { path: '^tests/' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'declared-packages-only',
      severity: 'error',
      from: { path: '^(lib|app|workers)/' },
      to: { dependencyTypes: ['unknown', 'undetermined', 'npm-no-pkg', 'npm-unknown', 'npm-dev'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'browser', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.d.ts', '.json'],
    },
    reporterOptions: { archi: { collapsePattern: '^(lib/[^/]+|app|workers)' } },
  },
};
