import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { LocalText } from '@sammelan/shared/contract/local-text.js';
import type { OrganisationView } from '@sammelan/shared/organisation/organisation.dto.js';
import { v7 as uuid } from 'uuid';
import { OrganisationRepository } from './organisation.repository.js';

/** The handbook's default tree; an organisation may name its own. */
const defaultLevels: LocalText[] = [
  { en: 'State', hi: 'राज्य' },
  { en: 'District', hi: 'ज़िला' },
  { en: 'Block', hi: 'प्रखंड' },
  { en: 'Panchayat', hi: 'पंचायत' },
  { en: 'Booth', hi: 'बूथ' },
];

/** A deployment serves one organisation. It exists from the first start on, and gets its name when it is claimed. */
@Injectable()
export class OrganisationService implements OnModuleInit {
  private readonly silenceListeners: (() => Promise<void>)[] = [];
  private current: (OrganisationView & { id: string }) | null = null;

  constructor(private readonly repository: OrganisationRepository) {}

  async onModuleInit(): Promise<void> {
    const found = await this.repository.first();
    if (found) {
      const { id, name, accent, levels, stagePhones, silenceFrom: from, silenceUntil: until } = found;
      const silence = from && until ? { from: from.toISOString(), until: until.toISOString() } : null;
      this.current = { id, name, accent, levels, silence, stagePhones };
      return;
    }
    const fresh = { id: uuid(), name: 'Sammelan', accent: null, levels: defaultLevels, stagePhones: false };
    await this.repository.insert({ ...fresh, silenceFrom: null, silenceUntil: null });
    this.current = { ...fresh, silence: null };
  }

  get id(): string {
    return this.get().id;
  }

  get(): OrganisationView & { id: string } {
    if (!this.current) throw new Error('the organisation is not loaded yet');
    return this.current;
  }

  /** Called when the silence was set, moved or taken away. */
  onSilenceMoved(listener: () => Promise<void>): void {
    this.silenceListeners.push(listener);
  }

  async update(change: Partial<OrganisationView>): Promise<void> {
    if (Object.keys(change).length === 0) return;
    const { silence, ...rest } = change;
    const times = silence && { silenceFrom: new Date(silence.from), silenceUntil: new Date(silence.until) };
    const none = silence === null ? { silenceFrom: null, silenceUntil: null } : {};
    await this.repository.update(this.id, { ...rest, ...(times ?? none) });
    this.current = { ...this.get(), ...change };
    if (silence !== undefined) for (const listener of this.silenceListeners) await listener();
  }
}
