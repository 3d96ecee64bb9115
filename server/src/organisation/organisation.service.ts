import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { LocalText } from '@sammelan/shared/contract/local-text.js';
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
  private current: { id: string; name: string; accent: string | null; levels: LocalText[] } | null = null;

  constructor(private readonly repository: OrganisationRepository) {}

  async onModuleInit(): Promise<void> {
    const found = await this.repository.first();
    if (found) {
      this.current = found;
      return;
    }
    this.current = { id: uuid(), name: 'Sammelan', accent: null, levels: defaultLevels };
    await this.repository.insert(this.current);
  }

  get id(): string {
    return this.get().id;
  }

  get(): { id: string; name: string; accent: string | null; levels: LocalText[] } {
    if (!this.current) throw new Error('the organisation is not loaded yet');
    return this.current;
  }

  async rename(name: string): Promise<void> {
    await this.repository.rename(this.id, name);
    this.current = { ...this.get(), name };
  }
}
