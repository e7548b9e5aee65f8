import { readFileSync, statSync, watch } from 'node:fs';
import { join } from 'node:path';
import * as angular from '@angular/compiler-cli';
import type { RsbuildPlugin } from '@rsbuild/core';

const root = import.meta.dirname;
const DEBOUNCE_MS = 50;
/** Angular would put them into the page's head, late and, without encapsulation, for everybody. */
const OWN_STYLES = /ɵɵdefineComponent\(\{[^]*?\bstyles: \[/;

/** Runs Angular's compiler before Rsbuild, and after each change of a source while Rsbuild watches. */
export const compileAngular = (): RsbuildPlugin => ({
  name: '__remote__:compile-angular',
  setup(api) {
    let begun = false;
    let stop = () => {};
    api.onBeforeBuild(({ isWatch }) => {
      if (begun) return;
      begun = true;
      const compile = createCompiler();
      if (!compile()) throw new Error('The Angular sources do not compile');
      if (isWatch) stop = watchSources(compile);
    });
    api.onCloseBuild(() => stop());
  },
});

// Not `ngc --watch`: it takes its own output for a change.
function watchSources(compile: () => boolean): () => void {
  let timer: NodeJS.Timeout | undefined;
  const watcher = watch(join(root, 'src'), { recursive: true }, (_, file) => {
    if (!file?.endsWith('.ts')) return;
    clearTimeout(timer);
    timer = setTimeout(compile, DEBOUNCE_MS);
  });
  return () => {
    clearTimeout(timer);
    watcher.close();
  };
}

/** Each call compiles what changed since the one before; faults go to the terminal. */
function createCompiler(): () => boolean {
  let oldProgram: angular.Program | undefined;
  const parsed = new Map<string, { changedAt: number; source: ReturnType<angular.CompilerHost['getSourceFile']> }>();
  return () => {
    const { rootNames, options } = angular.readConfiguration(join(root, 'tsconfig.json'));
    const host = angular.createCompilerHost({ options });
    const refused: string[] = [];
    const parse = host.getSourceFile;
    // The same object for the same file: what depends on nothing else is not compiled again.
    host.getSourceFile = (file, ...rest) => {
      const changedAt = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
      const known = parsed.get(file);
      if (known?.changedAt === changedAt) return known.source;
      const source = parse(file, ...rest);
      parsed.set(file, { changedAt, source });
      return source;
    };
    const write = host.writeFile;
    host.writeFile = (file, text, ...rest) => {
      if (OWN_STYLES.test(text)) refused.push(file);
      // Rsbuild builds anew what is written, be it the same.
      if (readOrNothing(file) !== text) write(file, text, ...rest);
    };
    const { diagnostics, program } = angular.performCompilation({ rootNames, options, host, oldProgram });
    const faults = diagnostics.filter(({ category }) => category === 1);
    if (faults.length) console.error(angular.formatDiagnostics(faults));
    else oldProgram = program;
    for (const file of refused) {
      console.error(`${file}: a component's own styles are not in the first response; put them in src/app/styles.css`);
    }
    return faults.length + refused.length === 0;
  };
}

function readOrNothing(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
