/** A place to drop files, with the button that asks for them inside. Dropping is never the only way. */
import { type DragEvent, type ReactNode, useState } from 'react';
import styles from './DropZone.module.css';

interface DropZoneProps {
  readonly onFiles: (files: readonly File[]) => void;
  readonly hint: string;
  readonly disabled?: boolean;
  readonly children?: ReactNode;
}

export function DropZone({ onFiles, hint, disabled = false, children }: DropZoneProps) {
  const [over, setOver] = useState(false);
  const carriesFiles = (event: DragEvent): boolean => !disabled && event.dataTransfer.types.includes('Files');
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button inside does the same from the keyboard
    <div
      className={styles.zone}
      data-over={over || undefined}
      onDragOver={(event) => {
        if (!carriesFiles(event)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        if (!carriesFiles(event)) return;
        event.preventDefault();
        setOver(false);
        onFiles([...event.dataTransfer.files]);
      }}
    >
      <p>{over ? 'Let go to read them' : 'Drop files here'}</p>
      <p className="small">{hint}</p>
      {children}
    </div>
  );
}
