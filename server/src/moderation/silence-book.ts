import { Injectable } from '@nestjs/common';
import type { MutedUntil } from '@sammelan/shared/chat/chat.dto.js';
import type { SilencedView } from '@sammelan/shared/moderation/moderation.dto.js';

/** Somebody who is muted or banned in a rally, as the desk left it. */
export interface Silence {
  rallyId: string;
  identityId: string;
  name: string | null;
  /** Where they were from when a moderator acted. */
  regionPath: string | null;
  /** Devices that a ban holds for. */
  deviceIds: string[];
  /** Milliseconds since the epoch; Infinity: to the rally's end. Null where they are not muted. */
  mutedUntil: number | null;
  banned: boolean;
  /** Phones that a ban holds for, by an id that says nothing of the number. */
  phoneIds: string[];
  /** Why they were banned, as the moderator put it. */
  reason: string | null;
  /** What they wrote to the moderators after they were banned. */
  appeal: string | null;
}

/** Mutes that rules gave; those that end first are forgotten first. */
const maxRuleMutes = 20_000;

/** Who is silenced, in memory: asked for every message and every handshake. */
@Injectable()
export class SilenceBook {
  private readonly rallies = new Map<string, Map<string, Silence>>();
  private readonly bannedDevices = new Map<string, Set<string>>();
  private readonly bannedPhones = new Map<string, Set<string>>();
  private readonly ruleMutes = new Map<string, number>();

  set(silence: Silence): void {
    const people = this.rallies.get(silence.rallyId) ?? new Map<string, Silence>();
    this.rallies.set(silence.rallyId, people.set(silence.identityId, silence));
    this.noteBans(silence.rallyId, people);
  }

  /** Everybody who was silenced in a rally that is long over. */
  forget(rallyId: string): void {
    this.rallies.delete(rallyId);
    this.bannedDevices.delete(rallyId);
    this.bannedPhones.delete(rallyId);
  }

  private noteBans(rallyId: string, people: ReadonlyMap<string, Silence>): void {
    const banned = [...people.values()].filter((one) => one.banned);
    this.bannedDevices.set(rallyId, new Set(banned.flatMap(({ deviceIds }) => deviceIds)));
    this.bannedPhones.set(rallyId, new Set(banned.flatMap(({ phoneIds }) => phoneIds)));
  }

  /** A rule has muted somebody until then. */
  muteByRule(rallyId: string, identityId: string, until: number): void {
    const key = `${rallyId} ${identityId}`;
    this.ruleMutes.delete(key);
    this.ruleMutes.set(key, until);
    if (this.ruleMutes.size > maxRuleMutes) this.ruleMutes.delete(this.ruleMutes.keys().next().value as string);
  }

  /** A moderator has let them write again. */
  forgetRuleMute(rallyId: string, identityId: string): void {
    this.ruleMutes.delete(`${rallyId} ${identityId}`);
  }

  of(rallyId: string, identityId: string): Silence | null {
    return this.rallies.get(rallyId)?.get(identityId) ?? null;
  }

  mutedUntil(rallyId: string, identityId: string, now: number): MutedUntil | null {
    const byPeople = this.of(rallyId, identityId)?.mutedUntil ?? 0;
    const until = Math.max(byPeople, this.ruleMutes.get(`${rallyId} ${identityId}`) ?? 0);
    if (until <= now) return null;
    return until === Infinity ? 'rally' : new Date(until).toISOString();
  }

  isBanned(rallyId: string, identityId: string): boolean {
    return this.of(rallyId, identityId)?.banned ?? false;
  }

  isDeviceBanned(rallyId: string, deviceId: string): boolean {
    return this.bannedDevices.get(rallyId)?.has(deviceId) ?? false;
  }

  isPhoneBanned(rallyId: string, phoneId: string): boolean {
    return this.bannedPhones.get(rallyId)?.has(phoneId) ?? false;
  }

  /** Whether any ban by phone holds: where none does, nobody's phone is asked for. */
  bansPhones(rallyId: string): boolean {
    return (this.bannedPhones.get(rallyId)?.size ?? 0) > 0;
  }

  /** The shared ban list: banned in any other rally, by account or device. */
  isBannedElsewhere(rallyId: string, identityId: string, deviceId: string): boolean {
    for (const other of this.rallies.keys())
      if (other !== rallyId && (this.isBanned(other, identityId) || this.isDeviceBanned(other, deviceId))) return true;
    return false;
  }

  /** The ban that keeps somebody out, by account, else by device; null where none does. */
  banOn(rallyId: string, identityId: string, deviceId: string): Silence | null {
    const own = this.of(rallyId, identityId);
    if (own?.banned) return own;
    const people = [...(this.rallies.get(rallyId)?.values() ?? [])];
    return people.find(({ banned, deviceIds }) => banned && deviceIds.includes(deviceId)) ?? null;
  }

  /** Those whom something holds for at `now`. */
  list(rallyId: string, now: number): Silence[] {
    const people = [...(this.rallies.get(rallyId)?.values() ?? [])];
    return people.filter(({ banned, mutedUntil }) => banned || (mutedUntil !== null && mutedUntil > now));
  }

  view({ rallyId, identityId, name, banned, reason, appeal }: Silence, now: number): SilencedView {
    return { identityId, name, mutedUntil: this.mutedUntil(rallyId, identityId, now), banned, reason, appeal };
  }
}
