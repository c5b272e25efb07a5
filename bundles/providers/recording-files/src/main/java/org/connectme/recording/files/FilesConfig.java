package org.connectme.recording.files;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(name = "ConnectMe recordings in files")
@interface FilesConfig {

    @AttributeDefinition(description = "Folder of the recordings; empty: recordings in CONNECTME_HOME")
    String folder() default "";

    @AttributeDefinition(description = "Folder of the master keys; empty: keys/recordings in CONNECTME_HOME")
    String keys() default "";

    @AttributeDefinition(description = "Mebibytes of the disk that recordings leave free")
    int reserve_mebibytes() default 512;
}
