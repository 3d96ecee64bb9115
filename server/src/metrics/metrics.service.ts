import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { measureLoopLag } from './loop-lag.js';

const prefix = 'sammelan_';

type Figures = number | [labels: Record<string, string>, value: number][];

/** Reads one figure, or one per label value, when the metrics are asked for. */
type Read = () => Figures | Promise<Figures>;

/** The process's figures for Prometheus. Features add theirs; nothing is kept per viewer, and no label names a person. */
@Injectable()
export class MetricsService {
  private readonly registry = new Registry();

  constructor() {
    // The lag of the event loop as it measures it is dear: once in 24 days is never.
    collectDefaultMetrics({ register: this.registry, eventLoopMonitoringPrecision: 2 ** 31 - 1 });
    measureLoopLag(this.registry);
  }

  /** A figure of the moment, read only when asked for. `labels` names the labels that `read` gives. */
  gauge(name: string, help: string, read: Read, labels: string[] = []): void {
    new Gauge({
      name: prefix + name,
      help,
      labelNames: labels,
      registers: [this.registry],
      async collect() {
        const value = await read();
        this.reset();
        if (typeof value === 'number') this.set(value);
        else for (const [label, one] of value) this.set(label, one);
      },
    });
  }

  /** A count that only grows; the name ends in `_total`. */
  counter(name: string, help: string): { add(count?: number): void } {
    const counter = new Counter({ name: prefix + name, help, registers: [this.registry] });
    return { add: (count = 1) => counter.inc(count) };
  }

  /** How long something takes, in seconds. */
  duration(name: string, help: string, bucketsSeconds: number[]): { observe(seconds: number): void } {
    const histogram = new Histogram({ name: prefix + name, help, buckets: bucketsSeconds, registers: [this.registry] });
    return { observe: (seconds) => histogram.observe(seconds) };
  }

  /** Prometheus' text format. */
  async text(): Promise<string> {
    return this.registry.metrics();
  }

  get contentType(): string {
    return this.registry.contentType;
  }
}
