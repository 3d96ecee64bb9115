import { likeness, type Signature } from './signature.js';

/** This much alike is the same message, with a word changed. */
const alike = 0.7;
/** Messages of one person that are remembered. */
const ownKept = 8;
const windowMs = 60_000;
/** Twice may be a slip of the thumb, and everyone may greet twice. */
const ownAllowed = 2;

/** Bounds of what is remembered in one rally. */
const maxPeople = 20_000;
const maxClusters = 4_000;
/** Authors of one text that are told apart. */
const maxAuthors = 64;

interface Sent {
  signature: Signature;
  at: number;
}

interface Cluster {
  signature: Signature;
  /** When each author sent it last. */
  authors: Map<string, number>;
  bands: string[];
}

/** Two places of a signature; messages that share one are compared. */
function bandsOf({ exact, near }: Signature): string[] {
  const bands = [`x${exact}`];
  if (near)
    for (let place = 0; place < near.length; place += 2) bands.push(`${place} ${near[place]} ${near[place + 1]}`);
  return bands;
}

/**
 * What was written lately in one rally: who says the same again, and how many people say it. Memory is bounded, the oldest
 * is forgotten first. Times are milliseconds of any one clock.
 */
export class Repeats {
  private readonly people = new Map<string, Sent[]>();
  private readonly clusters = new Set<Cluster>();
  private readonly byBand = new Map<string, Cluster>();

  /** How often this person has said this within the last minute, this time included. */
  ownCount(author: string, signature: Signature, now: number): number {
    const recent = (this.people.get(author) ?? []).filter(({ at }) => now - at < windowMs);
    const count = recent.filter((sent) => likeness(sent.signature, signature) >= alike).length + 1;
    this.people.delete(author);
    this.people.set(author, [...recent, { signature, at: now }].slice(-ownKept));
    if (this.people.size > maxPeople) this.people.delete(this.people.keys().next().value as string);
    return count;
  }

  /** How many people have said this within the last minute, this one included. */
  crowdCount(author: string, signature: Signature, now: number): number {
    const bands = bandsOf(signature);
    const cluster = this.find(bands, signature) ?? this.open(bands, signature);
    cluster.authors.delete(author);
    cluster.authors.set(author, now);
    for (const [one, at] of cluster.authors) {
      if (now - at < windowMs && cluster.authors.size <= maxAuthors) break;
      cluster.authors.delete(one);
    }
    return cluster.authors.size;
  }

  private find(bands: readonly string[], signature: Signature): Cluster | null {
    for (const band of bands) {
      const cluster = this.byBand.get(band);
      if (cluster && likeness(cluster.signature, signature) >= alike) return cluster;
    }
    return null;
  }

  private open(bands: string[], signature: Signature): Cluster {
    const cluster: Cluster = { signature, authors: new Map(), bands };
    this.clusters.add(cluster);
    for (const band of bands) this.byBand.set(band, cluster);
    if (this.clusters.size > maxClusters) this.close(this.clusters.values().next().value as Cluster);
    return cluster;
  }

  private close(cluster: Cluster): void {
    this.clusters.delete(cluster);
    for (const band of cluster.bands) if (this.byBand.get(band) === cluster) this.byBand.delete(band);
  }
}

/** Whether a person repeats themselves more than anyone may. */
export const isOwnRepeat = (count: number): boolean => count > ownAllowed;
