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
  private current: (OrganisationView & { id: string }) | null = null;

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

  get(): OrganisationView & { id: string } {
    if (!this.current) throw new Error('the organisation is not loaded yet');
    return this.current;
  }

  async update(change: Partial<OrganisationView>): Promise<void> {
    if (Object.keys(change).length === 0) return;
    await this.repository.update(this.id, change);
    this.current = { ...this.get(), ...change };
  }
}
