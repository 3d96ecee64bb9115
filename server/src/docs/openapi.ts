import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { validationMetadatasToSchemas } from 'class-validator-jsonschema';
import helmet from 'helmet';
import { contentSecurityPolicy } from '../http/content-security-policy.js';

const path = 'api/docs';

/**
 * OpenAPI at `/api/docs` (page) and `/api/docs-json`. The document is made when it is first asked for. Schemas come from
 * the DTOs' own validators, so there is nothing to keep in step.
 */
export function serveDocs(app: NestExpressApplication): void {
  // The page's own style is inline; its scripts are files.
  const directives = { ...contentSecurityPolicy.directives, styleSrc: ["'self'", "'unsafe-inline'"] };
  app.use(`/${path}`, helmet.contentSecurityPolicy({ ...contentSecurityPolicy, directives }));
  SwaggerModule.setup(path, app, () => document(app), { jsonDocumentUrl: `${path}-json` });
}

function document(app: NestExpressApplication): OpenAPIObject {
  const outline = new DocumentBuilder()
    .setTitle('Sammelan')
    .setDescription('Organisers’ work, reports and downloads. What is live goes over the socket: shared/PROTOCOL.md.')
    .setVersion('0.1.0')
    .addBearerAuth()
    .addSecurityRequirements('bearer')
    .build();
  const made = SwaggerModule.createDocument(app, outline);
  const schemas = validationMetadatasToSchemas({
    refPointerPrefix: '#/components/schemas/',
  });
  const used = Object.keys(made.components?.schemas ?? {});
  const filled = Object.fromEntries(used.flatMap((name) => (schemas[name] ? [[name, schemas[name]]] : [])));
  return {
    ...made,
    components: { ...made.components, schemas: { ...made.components?.schemas, ...filled } },
  } as OpenAPIObject;
}
