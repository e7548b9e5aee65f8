export const HELP = `npm run release -- <command>

  publish <remote|folder>             make the build of its present sources live for everyone
          [--canary <percent>]        … for some shoppers; again with another percent to widen it
  promote <remote>                    make the canary live for everyone
  rollback <remote> [--to <version>]  withdraw the canary; without one, bring back what was live before
  list [remote] [--json]              what is live, since when, and what happened
  override <remote>@<origin|version>  the query that gives one browser another release
          [--hours <hours>]           … how long it holds where REMOTE_OVERRIDES_SECRET signs it; 8 by default

Each takes --to-folder <folder>: what is served as /remotes; $DATA_DIR/remotes by default, .data/remotes without DATA_DIR.

  npm run build -w mfe-catalog && npm run release -- publish catalog --canary 10
  npm run release -- promote catalog
  npm run release -- rollback catalog
  npm run release -- override catalog@http://localhost:3101
`;
