/**
 * Where the sound of a ladder is by itself, for whoever wants no picture; null where it has none.
 * @param language that of an interpreter; where there is none, and with null, it is the sound as it was spoken
 */
export function audioPlaylist(master: string, masterUrl: string, language: string | null = null): string | null {
  const lines = master.split(/\r?\n/);
  const media = lines.filter((line) => line.startsWith('#EXT-X-MEDIA:') && /TYPE=AUDIO/.test(line));
  const interpreted = language !== null && media.find((line) => line.includes(`LANGUAGE="${language}"`));
  const chosen = interpreted || (media.find((line) => /DEFAULT=YES/.test(line)) ?? media[0]);
  const uri = chosen && /URI="([^"]+)"/.exec(chosen)?.[1];
  if (uri) return new URL(uri, masterUrl).href;
  const at = lines.findIndex((line) => line.startsWith('#EXT-X-STREAM-INF:') && !/RESOLUTION=|avc1|hvc1/.test(line));
  const next = at < 0 ? undefined : lines.slice(at + 1).find((line) => line && !line.startsWith('#'));
  return next ? new URL(next, masterUrl).href : null;
}
