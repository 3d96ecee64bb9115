import { ensureAptPackages, hasApt } from './system-packages.mjs';

/** What longer proofs run the server beside: the cache in front of it, and an object store with an S3 API (OpenStack Swift's). */
const packages = ['nginx-light', 'python3-swift'];

/** Gets them from Debian where root may install; elsewhere the proof that needs one says so. */
export async function ensureProofPackages() {
  if (process.getuid() === 0 && hasApt()) await ensureAptPackages(packages, 'to prove what stands beside the server');
}
