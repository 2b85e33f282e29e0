import { channelPair } from '../../analytics/api/channel.ts';
import { connect } from '../../analytics/api/client.ts';
import type { AnalyticsApi } from '../../analytics/api/methods.ts';
import { installationRoot, sampleWorkspace, userHome } from '../../analytics/service/places.ts';
import { Service } from '../../analytics/service/service.ts';

/**
 * Runs `work` against an engine in this process, and closes the workspace whatever happens. Ctrl-C stops the running
 * call through the same signal that a Stop button uses, so a cancelled import leaves nothing behind.
 */
export async function withEngine<T>(
  work: (api: AnalyticsApi, signal: AbortSignal, service: Service) => Promise<T>,
): Promise<T> {
  const sample = sampleWorkspace(installationRoot(import.meta.url));
  const service = new Service({ home: userHome(), ...(sample && { sample }) });
  const [near, far] = channelPair();
  service.connect(far);
  const api = connect(near);
  const stop = new AbortController();
  const interrupt = () => stop.abort();
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  try {
    return await work(api, stop.signal, service);
  } finally {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
    await service.close();
  }
}
