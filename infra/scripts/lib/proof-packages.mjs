import { ensureAptPackages, hasApt } from './system-packages.mjs';

/** The cache in front of the server, and an object store with an S3 API (OpenStack Swift's). */
const cache = ['nginx-light', 'python3-swift'];
/** What longer proofs run beside the server, by a word of their command line. */
const packages = {
  packaging: cache,
  'hls-viewers': cache,
  'test/load/turn.ts': ['coturn', 'iproute2', 'iptables'],
};

/** Gets them from Debian where root may install; elsewhere the proof that needs one says so. */
export async function ensureProofPackages(words) {
  const wanted = words.flatMap((word) => packages[word] ?? []);
  if (wanted.length === 0 || process.getuid() !== 0 || !hasApt()) return;
  await ensureAptPackages(wanted, 'to prove what stands beside the server');
}
