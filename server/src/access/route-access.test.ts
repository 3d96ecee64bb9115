import 'reflect-metadata';
import { Controller, Get, Module } from '@nestjs/common';
import { DiscoveryModule, NestFactory } from '@nestjs/core';
import { Public } from './requires.js';
import { RouteAccess } from './route-access.js';

describe('a route that does not say who may call it', () => {
  @Controller('open')
  class DeclaredController {
    @Public()
    @Get()
    read(): string {
      return '';
    }
  }
  @Controller('careless')
  class CarelessController {
    @Get('secrets')
    secrets(): string {
      return '';
    }
  }
  const start = async (controllers: (typeof CarelessController | typeof DeclaredController)[]): Promise<void> => {
    @Module({ imports: [DiscoveryModule], controllers, providers: [RouteAccess] })
    class AppModule {}
    const app = await NestFactory.create(AppModule, { logger: false, abortOnError: false });
    await app.init().finally(() => app.close());
  };

  it('lets no server start', async () => {
    await expect(start([DeclaredController])).resolves.toBeUndefined();
    await expect(start([DeclaredController, CarelessController])).rejects.toThrow('CarelessController.secrets');
  });
});
