import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../../app/i18n/use-language.js';
import { Select } from '../../../../ui/Field.js';
import { useDesk } from '../DeskContext.js';

/** Which room is read: everyone's, or that of an area that has messages. */
export function RoomChoice({ current }: { current: string }) {
  const { t } = useTranslation('deskChat');
  const { local } = useLanguage();
  const { chat, rallyId } = useDesk();
  const rooms = useQuery({
    queryKey: ['rally', rallyId, 'chat-rooms'],
    queryFn: () => chat.regions(),
    refetchInterval: 30_000,
  });
  const regions = rooms.data ?? [];
  if (regions.length === 0 && current === '/') return null;
  return (
    <Select
      label={t('room')}
      labelHidden
      value={current}
      options={[['/', t('roomRally')], ...regions.map(({ key, regionName }) => [key, local(regionName)] as const)]}
      onChange={(event) => chat.show(event.currentTarget.value)}
    />
  );
}
