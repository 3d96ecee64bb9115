import type { Role } from '@sammelan/shared/access/access.rules.js';
import {
  type SpokenLanguage,
  spokenLanguages,
  spokenLanguageTags,
} from '@sammelan/shared/contract/spoken-languages.js';
import type { InviteView } from '@sammelan/shared/invites/invites.dto.js';
import { needsPhone } from '@sammelan/shared/invites/invites.rules.js';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../ui/Card.js';
import { Field, Select } from '../../../ui/Field.js';
import { RegionField } from '../regions/picker/RegionField.js';
import { FormEnd } from '../shell/FormEnd.js';
import { useMe } from '../shell/use-me.js';
import rows from '../shell/rows.module.css';
import { useOrganisation } from '../shell/use-organisation.js';
import { givableRoles, roleNames } from './roles.js';
import { useCreateInvite } from './use-invites.js';

const lifetimes = ['1', '7', '30', '365'] as const;
const dayMs = 24 * 3600 * 1000;

const roleTexts = {
  owner: 'roleOwnerText',
  'state-organiser': 'roleStateOrganiserText',
  'district-organiser': 'roleDistrictOrganiserText',
  producer: 'roleProducerText',
  moderator: 'roleModeratorText',
  analyst: 'roleAnalystText',
  speaker: 'roleSpeakerText',
  interpreter: 'roleInterpreterText',
  captioner: 'roleCaptionerText',
  viewer: 'roleViewerText',
} as const;

interface NewInviteFormProps {
  rallyId: string;
  onMade: (invite: InviteView) => void;
  onClose: () => void;
}

/** Makes a link: which role, for whom, for how many, how long and where. */
export function NewInviteForm({ rallyId, onMade, onClose }: NewInviteFormProps) {
  const { t } = useTranslation(['people', 'common']);
  const givable = givableRoles(useMe(rallyId).data?.grants ?? [], rallyId);
  const create = useCreateInvite(rallyId);
  const [role, setRole] = useState<Role>('speaker');
  const [label, setLabel] = useState('');
  const [quota, setQuota] = useState('1');
  const [days, setDays] = useState<(typeof lifetimes)[number]>('7');
  const [language, setLanguage] = useState<SpokenLanguage | ''>('');
  const [regionPath, setRegionPath] = useState('/');
  const [phone, setPhone] = useState('');
  const [tried, setTried] = useState(false);
  const labelError = label.trim().length >= 2 ? undefined : t('people:forWhomMissing');
  const count = Number(quota);
  const quotaError = Number.isInteger(count) && count >= 1 && count <= 1_000_000 ? undefined : t('people:quotaWrong');
  const wantsPhone = needsPhone(role, { stagePhones: useOrganisation().data?.stagePhones ?? false });
  const phoneError = wantsPhone && phone.trim() === '' ? t('people:invitePhoneMissing') : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (labelError || quotaError || phoneError) return;
    const expiresAt = new Date(Date.now() + Number(days) * dayMs).toISOString();
    const spoken = role === 'interpreter' && language !== '' ? { language } : {};
    const bound = phone.trim() ? { phone: phone.trim() } : {};
    create.mutate(
      { role, label: label.trim(), quota: count, expiresAt, regionPath, ...spoken, ...bound },
      { onSuccess: onMade },
    );
  };
  return (
    <Card title={t('people:newInvite')}>
      <form className={rows.form} onSubmit={submit} noValidate>
        <div className={rows.pair}>
          <Select
            label={t('people:role')}
            hint={t(`people:${roleTexts[role]}`)}
            value={role}
            options={givable.map((one) => [one, t(`common:${roleNames[one]}`)] as const)}
            onChange={(event) => setRole(event.currentTarget.value as Role)}
          />
          <Field
            label={t('people:forWhom')}
            hint={t('people:forWhomHint')}
            maxLength={40}
            value={label}
            onChange={(event) => setLabel(event.currentTarget.value)}
            {...(tried && labelError && { error: labelError })}
          />
          <Field
            label={t('people:quota')}
            inputMode="numeric"
            value={quota}
            onChange={(event) => setQuota(event.currentTarget.value)}
            {...(quotaError && { error: quotaError })}
          />
          <Select
            label={t('people:expires')}
            value={days}
            options={lifetimes.map((one) => [one, t(`people:expires-${one}`)] as const)}
            onChange={(event) => setDays(event.currentTarget.value as (typeof lifetimes)[number])}
          />
          <Field
            label={t(wantsPhone ? 'people:invitePhoneWanted' : 'people:invitePhone')}
            hint={t('people:invitePhoneHint')}
            type="tel"
            inputMode="tel"
            maxLength={30}
            value={phone}
            onChange={(event) => setPhone(event.currentTarget.value)}
            {...(tried && phoneError && { error: phoneError })}
          />
          {role === 'interpreter' && (
            <Select
              label={t('people:inviteLanguage')}
              value={language}
              options={[
                ['', t('people:inviteLanguageOwn')],
                ...spokenLanguageTags.map((tag) => [tag, spokenLanguages[tag]] as const),
              ]}
              onChange={(event) => setLanguage(event.currentTarget.value as SpokenLanguage | '')}
            />
          )}
        </div>
        <RegionField
          label={t('people:region')}
          hint={t('people:regionHint')}
          value={regionPath}
          onChange={setRegionPath}
        />
        <FormEnd act={create} label={t('people:make')} onCancel={onClose} />
      </form>
    </Card>
  );
}
