import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const file = join(__dirname, 'must-not-compile.ts');

/** Lines (from 1) of the file that the compiler refuses. */
function refusedLines(): number[] {
  const config = join(__dirname, '../tsconfig.json');
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(config, (path) => ts.sys.readFile(path)).config,
    ts.sys,
    join(__dirname, '..'),
  );
  const program = ts.createProgram([file], { ...options, noEmit: true, incremental: false, composite: false });
  const diagnostics = ts.getPreEmitDiagnostics(program, program.getSourceFile(file));
  return [
    ...new Set(
      diagnostics.map(({ start }) => program.getSourceFile(file)!.getLineAndCharacterOfPosition(start!).line + 1),
    ),
  ];
}

it('refuses every wrong use of the contract, and nothing else', () => {
  const lines = readFileSync(file, 'utf8').split('\n');
  const wrong = lines.flatMap((line, index) => (line.endsWith('// wrong') ? [index + 1] : []));
  expect(wrong.length).toBeGreaterThan(10);
  expect(refusedLines().sort((a, b) => a - b)).toEqual(wrong);
});
