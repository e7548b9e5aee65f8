import { existsSync, readFileSync } from 'node:fs';

/** What a runner came to; `failures` has a few lines for each failed test: where, which, why. */
export interface Outcome {
  passed: number;
  failed: number;
  skipped: number;
  failures: string[];
}

const REASON_LINES = 6;

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: {
    name: string;
    status: string;
    message?: string;
    assertionResults: { status: string; fullName: string; failureMessages?: string[] }[];
  }[];
}

/** Files that could not be loaded have no tests to count, yet they failed. */
export function readVitestReport(file: string): Outcome {
  if (!existsSync(file)) return brokenRunner(file);
  const report: VitestReport = JSON.parse(readFileSync(file, 'utf8'));
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  );
  const failedTests = report.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ fullName, failureMessages = [] }) => describeFailure(name, fullName, failureMessages.join('\n'))),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + report.numTodoTests,
    failures: [
      ...unloaded.map(({ name, message = '' }) => describeFailure(name, 'could not be loaded', message)),
      ...failedTests,
    ],
  };
}

interface PlaywrightSuite {
  suites?: PlaywrightSuite[];
  specs?: {
    title: string;
    file: string;
    tests: { projectName: string; status: string; results: { errors: { message?: string }[] }[] }[];
  }[];
}

export function readPlaywrightReport(file: string): Outcome {
  if (!existsSync(file)) return brokenRunner(file);
  const { stats, errors, suites } = JSON.parse(readFileSync(file, 'utf8'));
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
    failures: [
      ...errors.map(({ message = '' }: { message?: string }) => describeFailure('', 'Playwright', message)),
      ...suites.flatMap(failuresOf),
    ],
  };
}

const failuresOf = ({ suites = [], specs = [] }: PlaywrightSuite): string[] => [
  ...suites.flatMap(failuresOf),
  ...specs.flatMap(({ title, file, tests }) =>
    tests
      .filter(({ status }) => status === 'unexpected' || status === 'flaky')
      .map(({ projectName, results }) =>
        describeFailure(
          file,
          `[${projectName}] ${title}`,
          results.flatMap((result) => result.errors)[0]?.message ?? '',
        ),
      ),
  ),
];

interface FaultsReport {
  seed: number;
  passed: number;
  failed: number;
  skipped: number;
  results: { name: string; outcome: string; why?: string }[];
}

export function readFaultsReport(file: string): Outcome {
  if (!existsSync(file)) return brokenRunner(file);
  const { seed, passed, failed, skipped, results }: FaultsReport = JSON.parse(readFileSync(file, 'utf8'));
  const failures = results
    .filter(({ outcome }) => outcome === 'failed')
    .map(({ name, why = '' }) => describeFailure('e2e/faults', `${name}, seed ${seed}`, why));
  return { passed, failed, skipped, failures };
}

/** A report that was never written is one failure: the runner itself broke. */
const brokenRunner = (file: string): Outcome => ({
  passed: 0,
  failed: 1,
  skipped: 0,
  failures: [`${file} was not written: the runner itself broke`],
});

const describeFailure = (file: string, test: string, reason: string): string =>
  [`${file}: ${test}`, ...reason.trim().split('\n').slice(0, REASON_LINES)].join('\n    ');
