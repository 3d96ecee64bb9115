import { execFile } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

/** Before the first test file of a run: what a first start leaves behind, for start-template.ts. */
export default async function setup() {
  const folder = await mkdtemp(path.join(tmpdir(), 'sammelan-template-'));
  const script = path.join(import.meta.dirname, 'first-start.ts');
  await promisify(execFile)(process.execPath, ['--import', 'tsx', script, folder]);
  process.env.SAMMELAN_TEST_TEMPLATE = folder;
}
