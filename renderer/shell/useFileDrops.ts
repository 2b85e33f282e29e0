import { useEffect } from 'react';
import { handOver } from '../features/data/chosen.ts';
import { explain } from '../transport/calls.ts';
import { receiveFiles } from '../transport/files.ts';
import { go } from './location.ts';
import { say } from './statusLine.ts';

/**
 * Files let go anywhere in an open workspace go to the Data screen. Without this a browser would leave the page and
 * show the file. Drop zones come first.
 */
export function useFileDrops(workspaceOpen: boolean): void {
  useEffect(() => {
    const allow = (event: DragEvent): void => event.preventDefault();
    const take = async (event: DragEvent): Promise<void> => {
      const handled = event.defaultPrevented;
      event.preventDefault();
      const files = [...(event.dataTransfer?.files ?? [])];
      if (handled || !workspaceOpen || files.length === 0) return;
      try {
        handOver(await receiveFiles(files));
        go({ screen: 'data' });
      } catch (thrown) {
        say(explain(thrown).sentence);
      }
    };
    window.addEventListener('dragover', allow);
    window.addEventListener('drop', take);
    return () => {
      window.removeEventListener('dragover', allow);
      window.removeEventListener('drop', take);
    };
  }, [workspaceOpen]);
}
