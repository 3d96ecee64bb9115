import { type ReactNode, useState } from 'react';
import { apiResponse } from '../../../app/api.js';
import { Button, type ButtonProps } from '../../../ui/Button.js';
import { saveBlob } from '../../../app/save-blob.js';
import { useAct } from './use-act.js';

interface DownloadButtonProps extends Pick<ButtonProps, 'kind'> {
  path: string;
  /** The file's name on the disk. */
  name: string;
  children: ReactNode;
}

/** Fetches a file as this session (a plain link could not say who asks) and saves it. */
export function DownloadButton({ path, name, children, kind = 'plain' }: DownloadButtonProps) {
  const [busy, setBusy] = useState(false);
  const act = useAct();
  const fetchFile = async () => {
    setBusy(true);
    try {
      saveBlob(await (await apiResponse(path)).blob(), name);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button kind={kind} icon="download" busy={busy} onClick={() => act(fetchFile())}>
      {children}
    </Button>
  );
}
