import { TokenBucket } from '../../realtime/token-bucket.js';

/** Buckets kept; the ones unused for longest are forgotten, and were full again by then. */
const maxBuckets = 50_000;

/** What people share: a family one device, a village one link. They get so many times what one account gets. */
const perDevice = 3;
const perInvite = 200;

export interface Sender {
  authorId: string;
  deviceId: string;
  /** The link they came with, where they came with one. */
  inviteId: string | null;
}

/** Messages let through at once, and per minute in the long run, of one account. */
export interface Pace {
  burst: number;
  perMinute: number;
}

/**
 * Token buckets by account, device and invite. Never by address: behind one address of a mobile network are thousands.
 * Times are milliseconds of any one clock.
 */
export class Flood {
  private readonly buckets = new Map<string, TokenBucket>();

  /** Whose bucket ran over: null where there was a token in each. */
  take({ authorId, deviceId, inviteId }: Sender, pace: Pace, now: number): 'account' | 'device' | 'invite' | null {
    if (!this.takeOne(`a${authorId}`, pace, 1, now)) return 'account';
    if (!this.takeOne(`d${deviceId}`, pace, perDevice, now)) return 'device';
    if (inviteId !== null && !this.takeOne(`i${inviteId}`, pace, perInvite, now)) return 'invite';
    return null;
  }

  private takeOne(key: string, { burst, perMinute }: Pace, times: number, now: number): boolean {
    const bucket = this.buckets.get(key) ?? new TokenBucket(burst * times, (perMinute * times) / 60, now);
    // Put last, so that the first of the map is the one unused for longest.
    this.buckets.delete(key);
    this.buckets.set(key, bucket);
    if (this.buckets.size > maxBuckets) this.buckets.delete(this.buckets.keys().next().value as string);
    return bucket.take(now) === 0;
  }

  /** New paces hold from the next message on. */
  reset(): void {
    this.buckets.clear();
  }
}
