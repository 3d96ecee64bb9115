import type { Permission } from '@sammelan/shared/access/access.rules.js';
import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { lazy, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../app/i18n/use-language.js';
import { ButtonLink } from '../../../ui/Button.js';
import { LinkTabs } from '../../../ui/LinkTabs.js';
import { Answer } from '../shell/Answer.js';
import { BackLink } from '../shell/BackLink.js';
import { NoPermission } from '../shell/NoPermission.js';
import { Page } from '../shell/Page.js';
import { PageSkeleton } from '../shell/PageSkeleton.js';
import { RallyStateBadge } from '../shell/RallyStateBadge.js';
import { useMe } from '../shell/use-me.js';
import { DetailsPart } from './DetailsPart.js';
import { useRally } from './use-rally.js';

const InvitesPart = lazy(() => import('../invites/InvitesPart.js'));
const PeoplePart = lazy(() => import('../people/PeoplePart.js'));
const StreamsPart = lazy(() => import('../streams/StreamsPart.js'));
const RulesPart = lazy(() => import('../rules/RulesPart.js'));
const RecordingPart = lazy(() => import('../recordings/RecordingPart.js'));
const AuditPart = lazy(() => import('../audit/AuditPart.js'));

interface Part {
  key: string;
  label: 'partDetails' | 'partInvites' | 'partPeople' | 'partStreams' | 'partRules' | 'partRecording' | 'partRecord';
  needs: Permission;
  show: (rally: RallyView) => ReactNode;
}

const parts: readonly Part[] = [
  { key: 'details', label: 'partDetails', needs: 'rally.desk', show: (rally) => <DetailsPart rally={rally} /> },
  { key: 'invites', label: 'partInvites', needs: 'invite.list', show: (rally) => <InvitesPart rally={rally} /> },
  { key: 'people', label: 'partPeople', needs: 'grant.list', show: (rally) => <PeoplePart rally={rally} /> },
  { key: 'streams', label: 'partStreams', needs: 'ingest.edit', show: (rally) => <StreamsPart rally={rally} /> },
  { key: 'rules', label: 'partRules', needs: 'moderation.rules', show: (rally) => <RulesPart rally={rally} /> },
  {
    key: 'recording',
    label: 'partRecording',
    needs: 'recording.edit',
    show: (rally) => <RecordingPart rally={rally} />,
  },
  { key: 'record', label: 'partRecord', needs: 'audit.read', show: (rally) => <AuditPart rally={rally} /> },
];

/** One rally: its details, invites, people and record. `reference` is its id or slug. */
export default function RallyPage({ reference, part }: { reference: string; part: string }) {
  const rally = useRally(reference);
  return (
    <Answer query={rally} skeleton={<PageSkeleton />}>
      {(found) => <Loaded reference={reference} rally={found} part={part} />}
    </Answer>
  );
}

function Loaded({ reference, rally, part }: { reference: string; rally: RallyView; part: string }) {
  const { t } = useTranslation('rally');
  const { local } = useLanguage();
  const me = useMe(rally.id);
  const open = parts.filter(({ needs }) => me.data?.permissions.includes(needs));
  const shown = open.find(({ key }) => key === part);
  const at = (key: string) => `/rallies/${reference}${key === 'details' ? '' : `/${key}`}`;
  return (
    <Page
      title={local(rally.title)}
      badge={<RallyStateBadge state={rally.state} />}
      back={<BackLink href="/">{t('back')}</BackLink>}
      actions={
        <>
          <ButtonLink href={`/console/rallies/${rally.id}/desk`} kind="main" icon="screen">
            {t('openDesk')}
          </ButtonLink>
          <ButtonLink href={`/r/${rally.slug}`} kind="quiet" icon="play">
            {t('seePage')}
          </ButtonLink>
        </>
      }
    >
      {open.length > 1 && (
        <LinkTabs label={t('parts')} tabs={open.map(({ key, label }) => ({ href: at(key), label: t(label) }))} />
      )}
      <Answer query={me} skeleton={<PageSkeleton />}>
        {() => shown?.show(rally) ?? <NoPermission />}
      </Answer>
    </Page>
  );
}
