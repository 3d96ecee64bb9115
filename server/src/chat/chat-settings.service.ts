import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { ChatSettings, ConfigureChatDto } from '@sammelan/shared/chat/chat.dto.js';
import { shieldSettings } from '@sammelan/shared/chat/chat.rules.js';
import { RalliesService } from '../rallies/rallies.service.js';
import { Broadcaster } from '../realtime/broadcaster.js';
import type { ChatSettingsRow } from './chat-settings.entity.js';
import { ChatRepository } from './chat.repository.js';

const initial = {
  slowSeconds: 0,
  paused: false,
  linksAllowed: false,
  holdAll: false,
  holdLinks: false,
  regionOnly: false,
  regionRoomsPaused: false,
  delaySeconds: 0,
  shield: null,
};

/** What the desk has set for each rally's chat, in memory once somebody has asked. */
@Injectable()
export class ChatSettingsService implements OnModuleInit {
  private readonly rows = new Map<string, Promise<ChatSettingsRow>>();
  private readonly delays = new Map<string, number>();

  constructor(
    private readonly repository: ChatRepository,
    private readonly rallies: RalliesService,
    private readonly broadcaster: Broadcaster,
  ) {}

  onModuleInit(): void {
    // Who may write is the rally's own; whoever edits it there, open chats hear of it.
    this.rallies.onChanged(async (rallyId, { chatAudience }) => {
      if (chatAudience !== undefined) this.tell(rallyId, await this.of(rallyId));
    });
  }

  /** How much earlier moderators see messages; known once anybody has asked for the settings, and asked for every frame. */
  delayMs(rallyId: string): number {
    return this.delays.get(rallyId) ?? 0;
  }

  async of(rallyId: string): Promise<ChatSettings> {
    const {
      slowSeconds,
      paused,
      linksAllowed,
      holdAll,
      holdLinks,
      regionOnly,
      regionRoomsPaused,
      delaySeconds,
      shield,
    } = await this.row(rallyId);
    const set = { slowSeconds, paused, linksAllowed, holdAll, holdLinks, regionOnly, regionRoomsPaused, delaySeconds };
    const { chatAudience } = await this.rallies.get(rallyId);
    return { ...set, audience: chatAudience, shielded: shield !== null };
  }

  /** Stores what is given, leaves the rest, and tells everyone in the rally. */
  async change(rallyId: string, change: ConfigureChatDto): Promise<ChatSettings> {
    return this.store(rallyId, change, (await this.row(rallyId)).shield);
  }

  /** Puts the shield up, or takes it down: exactly what it had changed is as it was before. Harmless when repeated. */
  async shield(rallyId: string, on: boolean): Promise<ChatSettings> {
    const { shield } = await this.row(rallyId);
    if (on === (shield !== null)) return this.of(rallyId);
    if (!on) return this.store(rallyId, shield ?? {}, null);
    const { audience, slowSeconds, holdLinks, regionRoomsPaused } = await this.of(rallyId);
    return this.store(rallyId, { ...shieldSettings }, { audience, slowSeconds, holdLinks, regionRoomsPaused });
  }

  private async store(
    rallyId: string,
    { audience, ...given }: ConfigureChatDto,
    shield: ConfigureChatDto | null,
  ): Promise<ChatSettings> {
    const row = { ...(await this.row(rallyId)), ...given, shield };
    await this.repository.saveSettings(row);
    this.rows.set(rallyId, Promise.resolve(row));
    this.noteDelay(row);
    if (audience !== undefined) await this.rallies.change(rallyId, { chatAudience: audience });
    const settings = await this.of(rallyId);
    if (audience === undefined) this.tell(rallyId, settings);
    return settings;
  }

  private noteDelay({ rallyId, delaySeconds }: ChatSettingsRow): void {
    if (delaySeconds > 0) this.delays.set(rallyId, delaySeconds * 1000);
    else this.delays.delete(rallyId);
  }

  private tell(rallyId: string, settings: ChatSettings): void {
    this.broadcaster.toRally(rallyId, 'chat:configured', settings);
  }

  private row(rallyId: string): Promise<ChatSettingsRow> {
    const known = this.rows.get(rallyId);
    if (known) return known;
    const loading = this.repository.settings(rallyId).then((row) => row ?? { rallyId, ...initial });
    this.rows.set(rallyId, loading);
    loading.then(
      (row) => this.noteDelay(row),
      () => undefined,
    );
    loading.catch(() => this.rows.delete(rallyId));
    return loading;
  }
}
