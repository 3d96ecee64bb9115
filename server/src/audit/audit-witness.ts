import { type KeyObject, sign, verify } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ListHead, type Witness, witnessContent } from './audit-chain.js';

/** What is in the file: hex and base64, for people to read and compare. */
interface Written {
  seq: string;
  hash: string;
  at: string;
  signature: string;
}

const fileIn = (dataDir: string): string => join(dataDir, 'keys', 'audit-head.json');

/**
 * The newest row's number and hash, signed, in `DATA_DIR/keys/audit-head.json`: out of the database, so that whoever takes
 * the newest rows out of it together with their roots is found out. Null where there is no such file yet.
 */
export async function readWitness(dataDir: string, key: KeyObject): Promise<Witness | null> {
  const text = await readFile(fileIn(dataDir), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return null;
  const { seq, hash, at, signature } = JSON.parse(text) as Written;
  const head = { seq, hash: Buffer.from(hash, 'hex') };
  return { ...head, genuine: verify(null, witnessContent(head, at), key, Buffer.from(signature, 'base64')) };
}

/** Replaces it; killed in between, the one before is still there. */
export async function writeWitness(dataDir: string, head: ListHead, key: KeyObject): Promise<void> {
  const at = new Date().toISOString();
  const signature = sign(null, witnessContent(head, at), key).toString('base64');
  const written: Written = { seq: head.seq, hash: head.hash.toString('hex'), at, signature };
  const file = fileIn(dataDir);
  // Two processes on one folder write each their own.
  const fresh = `${file}.${process.pid}`;
  await writeFile(fresh, `${JSON.stringify(written, null, 2)}\n`, { mode: 0o600 });
  await rename(fresh, file);
}
