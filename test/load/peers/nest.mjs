// The least server of NestJS with TypeORM: one module, one route, one connection. Started by the cold start's bench with
// DATABASE_URL and PORT.
import 'reflect-metadata';
import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';

class Ready {
  ready() {
    return {};
  }
}
Controller('api/health')(Ready);
Get('ready')(Ready.prototype, 'ready', Object.getOwnPropertyDescriptor(Ready.prototype, 'ready'));

class App {}
Module({
  imports: [TypeOrmModule.forRoot({ type: 'postgres', url: process.env.DATABASE_URL, entities: [] })],
  controllers: [Ready],
})(App);

const app = await NestFactory.create(App, { logger: false });
await app.listen(process.env.PORT, '127.0.0.1');
