package org.connectme.recording;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(name = "ConnectMe recordings")
@interface RecordingConfig {

    @AttributeDefinition(description = "Id of the store that keeps new recordings")
    String store() default "files";

    @AttributeDefinition(description = "Gibibytes that one recording may take")
    int largest_gibibytes() default 4;

    @AttributeDefinition(description = "Gibibytes that the recordings of one consultant may take")
    int allowance_gibibytes() default 100;

    @AttributeDefinition(description = "Seconds that a store may take to answer")
    int deadline_seconds() default 5;

    @AttributeDefinition(description = "Calls to stores at the same time")
    int threads() default 32;
}
