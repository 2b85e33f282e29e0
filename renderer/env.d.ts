/// <reference types="vite/client" />

/** Absent in a browser; the desktop's preload puts it there. */
interface Window {
  readonly quarterdeck?: import('../analytics/api/bridge.ts').HostBridge;
}
