package org.connectme.consultation;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(name = "ConnectMe retention")
@interface RetentionConfig {

    @AttributeDefinition(
            description = "Days after its end for which a consultation's personal fields can be read; 0: for ever")
    int retention_days() default 0;
}
