import { outputOf, which } from './exec.mjs';
import { Problem } from './problem.mjs';
import { aptCommand, ensureAptPackages, hasApt } from './system-packages.mjs';

/**
 * Finds or gets ffmpeg, which packages HLS and records: FFMPEG_BIN, one on the PATH, else Debian's package where root may
 * install it. Without it the server runs all the same.
 *
 * @param {{ required?: boolean }} [options] `required`: for tests, which prove what needs it
 * @returns {Promise<string | undefined>} the program's path
 * @throws {Problem} where FFMPEG_BIN names one that does not run, or none is to be had and one is required
 */
export async function findFfmpeg({ required = false } = {}) {
  const given = process.env.FFMPEG_BIN;
  if (given === 'off' && !required) return undefined;
  if (given) {
    if (outputOf(given, ['-version']) === undefined) throw new Problem(`FFMPEG_BIN names ${given}, which does not run`);
    return given;
  }
  const found = which('ffmpeg');
  if (found) return found;
  const mayInstall = process.getuid() === 0 && hasApt();
  try {
    if (mayInstall) await ensureAptPackages(['ffmpeg'], 'to package HLS and record');
  } catch (error) {
    if (required) throw error;
    console.error(`HLS and recording stay off: ${error.message}`);
  }
  const installed = which('ffmpeg');
  if (installed || mayInstall) return installed;
  const hint = hasApt() ? `run  ${aptCommand(['ffmpeg'])}` : 'install ffmpeg, or set FFMPEG_BIN';
  if (required) throw new Problem(`ffmpeg is missing: ${hint}`);
  console.error(`ffmpeg is missing, HLS and recording are off: ${hint}`);
  return undefined;
}
