import { type ReactNode, useRef } from 'react';
import { Button, type ButtonProps } from './Button.js';

interface FileButtonProps extends Pick<ButtonProps, 'kind' | 'busy' | 'icon'> {
  /** As the input's `accept`. */
  accept: string;
  onFile: (file: File) => void;
  children: ReactNode;
}

/** A button that lets a file be chosen; the same file can be chosen again. */
export function FileButton({ accept, onFile, children, icon = 'upload', ...button }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        accept={accept}
        hidden
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = '';
          if (file) onFile(file);
        }}
      />
      <Button {...button} icon={icon} onClick={() => input.current?.click()}>
        {children}
      </Button>
    </>
  );
}
