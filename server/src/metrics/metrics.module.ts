import { Global, Module } from '@nestjs/common';
import { MetricsController } from './metrics.controller.js';
import { MetricsService } from './metrics.service.js';
import { ProcessMetrics } from './process-metrics.js';

@Global()
@Module({
  controllers: [MetricsController],
  providers: [MetricsService, ProcessMetrics],
  exports: [MetricsService],
})
export class MetricsModule {}
