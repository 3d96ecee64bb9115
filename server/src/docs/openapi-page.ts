import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { validationMetadatasToSchemas } from 'class-validator-jsonschema';
import type { RequestHandler } from 'express';

@Module({})
class DocsModule {}

/** The page and the document of `app`'s routes, as an application of its own to hand requests to. */
export async function openApiPage(app: NestExpressApplication, path: string): Promise<RequestHandler> {
  const page = await NestFactory.create<NestExpressApplication>(DocsModule, { logger: false });
  SwaggerModule.setup(path, page, () => document(app), { jsonDocumentUrl: `${path}-json` });
  await page.init();
  return page.getHttpAdapter().getInstance() as RequestHandler;
}

function document(app: NestExpressApplication): OpenAPIObject {
  const outline = new DocumentBuilder()
    .setTitle('Sammelan')
    .setDescription('Organisers’ work, reports and downloads. What is live goes over the socket: shared/PROTOCOL.md.')
    .setVersion('0.1.0')
    .addBearerAuth()
    .addSecurityRequirements('bearer')
    .build();
  const { paths, ...made } = SwaggerModule.createDocument(app, outline);
  const schemas = validationMetadatasToSchemas({
    refPointerPrefix: '#/components/schemas/',
  });
  const used = Object.keys(made.components?.schemas ?? {});
  const filled = Object.fromEntries(used.flatMap((name) => (schemas[name] ? [[name, schemas[name]]] : [])));
  return {
    ...made,
    // Not of the API: for scrapers.
    paths: Object.fromEntries(Object.entries(paths).filter(([path]) => path !== '/metrics')),
    components: { ...made.components, schemas: { ...made.components?.schemas, ...filled } },
  } as OpenAPIObject;
}
