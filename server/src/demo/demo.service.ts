import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../config/config.js';
import { CONFIG } from '../config/config.module.js';
import { PublicAddress } from '../http/public-address.js';
import { InvitesService } from '../invites/invites.service.js';
import { OrganisationService } from '../organisation/organisation.service.js';
import { RalliesService } from '../rallies/rallies.service.js';
import { RegionsService } from '../regions/regions.service.js';
import { biharCode, biharPath, demoRegions } from './demo-regions.js';

const demoSlug = 'bihar-mahasammelan';
/** Demo links are tried on many browsers, and kept in bookmarks. */
const demoQuota = 1000;
const demoLifeMs = 365 * 24 * 3600 * 1000;

export interface DemoLinks {
  watch: string;
  speak: string;
  organise: string;
}

/** A demo organisation with one rally that is ready to go live, and links that need no account. */
@Injectable()
export class DemoService {
  constructor(
    private readonly organisation: OrganisationService,
    private readonly rallies: RalliesService,
    private readonly regions: RegionsService,
    private readonly invites: InvitesService,
    private readonly address: PublicAddress,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Seeds what is missing, writes `DATA_DIR/demo-links.json` and returns the links. */
  async prepare(): Promise<DemoLinks> {
    if (!this.regions.byCode(biharCode)) await this.regions.save(demoRegions());
    const rallyId = await this.rally();
    const links: DemoLinks = {
      watch: `${this.address.url}/r/${demoSlug}`,
      speak: await this.link(rallyId, 'speaker', 'Speaker'),
      organise: await this.link(rallyId, 'owner', 'Organiser'),
    };
    await writeFile(join(this.config.dataDir, 'demo-links.json'), `${JSON.stringify(links, null, 2)}\n`, {
      mode: 0o600,
    });
    return links;
  }

  /** The link of the start before where it is still good, since people keep it in bookmarks. */
  private async link(rallyId: string, role: 'owner' | 'speaker', label: string): Promise<string> {
    const soon = Date.now() + demoLifeMs / 2;
    const found = (await this.invites.list(rallyId)).find(
      (invite) =>
        invite.role === role &&
        invite.label === label &&
        invite.revokedAt === null &&
        Date.parse(invite.expiresAt) > soon &&
        invite.used < invite.quota / 2,
    );
    const expiresAt = new Date(Date.now() + demoLifeMs);
    const wanted = { role, label, rallyId, quota: demoQuota, expiresAt, createdBy: null };
    return (found ?? (await this.invites.create(wanted))).url;
  }

  /** The demo rally, in the green room or further; a new one where the last was tried out to its end. */
  private async rally(): Promise<string> {
    const found = await this.rallies.getBySlug(demoSlug).catch(() => null);
    if (found && found.endedAt === null && found.state !== 'archived') return found.id;
    if (found) await this.rallies.change(found.id, { slug: `${demoSlug}-${found.id.slice(-6)}` });
    else await this.organisation.update({ name: 'Jan Sammelan' });
    const { id } = await this.rallies.create({
      slug: demoSlug,
      title: { en: 'Bihar Mahasammelan', hi: 'बिहार महासम्मेलन' },
      description: {
        en: 'A gathering of every district of Bihar. Say where you are from, ask, answer, and be counted.',
        hi: 'बिहार के हर ज़िले का सम्मेलन। बताइए आप कहाँ से हैं, सवाल पूछिए, राय दीजिए, और गिने जाइए।',
      },
      regionPath: biharPath,
    });
    await this.rallies.move(id, 'open');
    return id;
  }
}
