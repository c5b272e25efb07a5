package org.connectme.database.embedded;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(name = "ConnectMe database")
@interface DatabaseConfig {

    @AttributeDefinition(description = "JDBC URL of a PostgreSQL server of your own; empty: run one in the folder")
    String url() default "";

    @AttributeDefinition(description = "User of the server behind the URL")
    String user() default "";

    @AttributeDefinition(description = "Password of the server behind the URL")
    String password() default "";

    @AttributeDefinition(description = "Folder of the embedded server: its programs, data and logs")
    String folder() default "data/postgres";

    @AttributeDefinition(description = "Connections that the bundle of one schema may use at the same time")
    int pool_size() default 12;
}
