import type { EditOrganisationDto, OrganisationView } from '@sammelan/shared/organisation/organisation.dto.js';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../app/api.js';
import { showToast } from '../../../ui/toasts.js';
import { keys } from '../query.js';

/** Changes what is given of the organisation and leaves the rest. */
export function useSaveOrganisation() {
  const { t } = useTranslation('organisation');
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: EditOrganisationDto) => api<OrganisationView>('/api/organisation', { method: 'PATCH', body }),
    onSuccess: (saved) => {
      client.setQueryData(keys.organisation, saved);
      showToast({ tone: 'done', text: t('saved') });
    },
  });
}
