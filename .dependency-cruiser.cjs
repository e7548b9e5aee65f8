/** The walls of the house. Each rule carries its reason; `npm test` fails where one is broken. */
const deployables = '^(shell|mfe-[^/]+|bff/[^/]+|services/[^/]+)/';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'What depends on itself cannot be understood or replaced alone.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'deployables-stand-alone',
      comment: 'A deployable is shipped by its own team at its own hour; only packages are shared, by name.',
      severity: 'error',
      from: { path: deployables },
      to: { path: deployables, pathNot: '^$1/' },
    },
    {
      name: 'packages-below-deployables',
      comment: 'A package that knew a deployable would tie all of its users to it.',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: [deployables, '^tools/'] },
    },
    {
      name: 'domain-is-pure',
      comment: 'Rules of the business do not know HTTP, events or databases; those change for other reasons.',
      severity: 'error',
      from: { path: '^services/[^/]+/src/domain/' },
      to: { path: '^services/[^/]+/src/(http|events|use-cases|adapters)/' },
    },
    {
      name: 'use-cases-know-ports-only',
      comment: 'A use case tells the story through ports; which database stands behind is decided in compose.ts.',
      severity: 'error',
      from: { path: '^services/[^/]+/src/use-cases/' },
      to: { path: '^services/[^/]+/src/(http|events|adapters)/' },
    },
    {
      name: 'only-compose-constructs-adapters',
      comment: 'One screen shows what a service is wired to.',
      severity: 'error',
      from: { path: '^services/[^/]+/src/', pathNot: ['/src/compose\\.ts$', '/src/adapters/', '\\.test\\.ts$'] },
      to: { path: '^services/[^/]+/src/adapters/' },
    },
    {
      name: 'bffs-have-no-store-and-no-queue',
      comment: 'A BFF composes and passes on; state and messages belong to services.',
      severity: 'error',
      from: { path: '^bff/' },
      to: {
        path: [
          '^packages/messaging/',
          '^packages/service-kit/src/database',
          'node_modules/(kysely|pg|mysql2|mongoose|redis|amqplib)/',
        ],
      },
    },
    {
      name: 'frontends-stay-out-of-the-server',
      comment: 'Nothing of the backend may reach a browser bundle.',
      severity: 'error',
      from: { path: '^(shell|mfe-[^/]+)/' },
      to: { path: '^packages/(service-kit|messaging)/' },
    },
    {
      name: 'features-never-import-each-other',
      comment: 'Deleting a feature is deleting its folder; app/ composes them.',
      severity: 'error',
      from: { path: '^(mfe-[^/]+)/src/features/([^/]+)/' },
      to: { path: '^$1/src/features/', pathNot: '^$1/src/features/$2/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['/dist/', '/\\.next/', '/generated/', '/create-remote/templates/'] },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.vue', '.js', '.mjs'],
    },
    tsConfig: { fileName: 'tsconfig.json' },
  },
};
