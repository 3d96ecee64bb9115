import type { OrganisationView } from '@sammelan/shared/organisation/organisation.dto.js';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../../app/api.js';
import { keys } from '../query.js';

/** The organisation of this deployment: its name, accent and region levels. */
export const useOrganisation = () =>
  useQuery({
    queryKey: keys.organisation,
    queryFn: () => api<OrganisationView>('/api/organisation', { open: true }),
    staleTime: 60_000,
  });
