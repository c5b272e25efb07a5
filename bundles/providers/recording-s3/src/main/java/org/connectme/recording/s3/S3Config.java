package org.connectme.recording.s3;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(name = "ConnectMe recordings with an S3-compatible service")
@interface S3Config {

    @AttributeDefinition(description = "Name of the bucket; empty: there is no such store")
    String bucket() default "";

    @AttributeDefinition(description = "Address of the service; empty: Amazon's in the region")
    String endpoint() default "";

    @AttributeDefinition(description = "Region that requests are signed for")
    String region() default "us-east-1";

    @AttributeDefinition(description = "What the names of all objects begin with; ends with a slash")
    String prefix() default "recordings/";

    /** The settings {@code .access.key} and {@code .secret.key}: with a dot in front they are published nowhere. */
    @AttributeDefinition(type = AttributeType.PASSWORD, description = "Access key")
    String _access_key() default "";

    @AttributeDefinition(type = AttributeType.PASSWORD, description = "Secret of the access key")
    String _secret_key() default "";

    @AttributeDefinition(description = "What the service encrypts with on its side as well: empty, AES256 or aws:kms")
    String encryption() default "";

    @AttributeDefinition(description = "Key of the service's for aws:kms; empty: its default")
    String encryption_key() default "";

    @AttributeDefinition(description = "Folder of the master keys; empty: keys/recordings-s3 in CONNECTME_HOME")
    String keys() default "";

    @AttributeDefinition(description = "Seconds that a request may take, repeats included")
    int timeout_seconds() default 4;
}
