import { createHistogram } from 'node:perf_hooks';
import { Gauge, type Registry } from 'prom-client';

const lookEveryMs = 100;

/** Names as prom-client gives them, which dashboards know, and the percentile of each. */
const gauges: [name: string, percentile: number][] = [
  ['nodejs_eventloop_lag_p50_seconds', 50],
  ['nodejs_eventloop_lag_p90_seconds', 90],
  ['nodejs_eventloop_lag_p99_seconds', 99],
  ['nodejs_eventloop_lag_max_seconds', 100],
];

/**
 * Watches how late timers come, ten times a second for as long as the process lives. Takes the place of prom-client's own
 * gauges: what those stand on, `monitorEventLoopDelay`, wakes the process a hundred times a second, and that is most of what
 * an idle server does.
 */
export function measureLoopLag(registry: Registry): void {
  for (const { name } of registry.getMetricsAsArray()) {
    if (name.startsWith('nodejs_eventloop_lag_')) registry.removeSingleMetric(name);
  }
  const nanoseconds = createHistogram();
  let due = performance.now() + lookEveryMs;
  setInterval(() => {
    const now = performance.now();
    nanoseconds.record(Math.max(1, Math.round((now - due) * 1e6)));
    due = now + lookEveryMs;
  }, lookEveryMs).unref();
  for (const [name, percentile] of gauges) {
    new Gauge({
      name,
      help: 'How late timers of the event loop come since the server was last asked.',
      registers: [registry],
      collect() {
        this.set(nanoseconds.percentile(percentile) / 1e9);
        // The last one: all are of the same time.
        if (percentile === 100) nanoseconds.reset();
      },
    });
  }
}
