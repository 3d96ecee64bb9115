import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../../../app/store.js';
import { BesideStagePage } from '../../stage/BesideStagePage.js';
import { Interpreting } from './booth.js';
import { BoothDesk } from './BoothDesk.js';
import { BoothEntry } from './BoothEntry.js';

const slugHere = (): string => decodeURIComponent(location.pathname.split('/')[2] ?? '');

/** /interpret/:slug, the interpreter's page: microphone check, then the booth. */
export function InterpretPage() {
  const { t } = useTranslation('booth');
  const [interpreting] = useState(() => new Interpreting(slugHere()));
  const { devices } = interpreting;
  const permissions = useStore(interpreting.me.state)?.permissions;
  const { link, ended } = useStore(interpreting.state);
  useEffect(() => {
    if (permissions?.includes('interpretation.speak')) void devices.capture('microphone');
  }, [devices, permissions]);
  const words = {
    heading: t('heading'),
    titled: (title: string) => t('title', { title }),
    over: t('over'),
    overText: t('overText'),
    notInvited: t('notInvited'),
    notInvitedText: t('notInvitedText'),
    watch: t('watch'),
  };
  return (
    <BesideStagePage place={interpreting} needs="interpretation.speak" words={words} icon="mic-off">
      {(_, open) =>
        link === 'idle' ? (
          <BoothEntry interpreting={interpreting} open={open} ended={ended} />
        ) : (
          <BoothDesk interpreting={interpreting} />
        )
      }
    </BesideStagePage>
  );
}
