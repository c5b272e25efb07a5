package org.connectme.deployment;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.connectme.deployment.sample.Pretend;
import org.connectme.payment.spi.PaymentProvider;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/** A bundle made for a test. */
final class TinyBundle {

    private static final String SERVICE = "java.util.function.Supplier";

    private final String name;
    private final String version;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    private TinyBundle(String name, String version) {
        this.name = name;
        this.version = version;
        headers.put(Constants.BUNDLE_MANIFESTVERSION, "2");
        headers.put(Constants.BUNDLE_SYMBOLICNAME, name);
        headers.put(Constants.BUNDLE_VERSION, version);
    }

    static TinyBundle of(String name, String version) {
        return new TinyBundle(name, version);
    }

    String fileName() {
        return name + "-" + version + ".jar";
    }

    Version version() {
        return Version.parseVersion(version);
    }

    String location() {
        return "mvn:" + name + '/' + version;
    }

    TinyBundle with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    TinyBundle activatedBy(Class<?> activator) {
        add(activator);
        return with(Constants.IMPORT_PACKAGE, "org.osgi.framework")
                .with(Constants.BUNDLE_ACTIVATOR, activator.getName());
    }

    /** A component without needs, registered as a Supplier and made when somebody asks for it. */
    TinyBundle component(String component, Class<?> implementation) {
        return component(component, implementation, "", "");
    }

    /** A payment plug-in of the bundle's version. */
    TinyBundle plugIn() {
        return component("plug-in", Pretend.class, "", "", PaymentProvider.class.getName())
                .with(Constants.IMPORT_PACKAGE, "org.osgi.framework," + PaymentProvider.class.getPackageName());
    }

    /** One that waits for a service of a type that only the test registers. */
    TinyBundle componentInNeedOf(Class<?> type, String component, Class<?> implementation) {
        return component(
                component, implementation, "", "<reference name=\"need\" interface=\"" + type.getName() + "\"/>");
    }

    /** One that waits for a configuration. */
    TinyBundle componentToBeConfigured(String component, Class<?> implementation) {
        return component(component, implementation, " configuration-policy=\"require\"", "");
    }

    private TinyBundle component(String component, Class<?> implementation, String attributes, String references) {
        return component(component, implementation, attributes, references, SERVICE);
    }

    private TinyBundle component(
            String component, Class<?> implementation, String attributes, String references, String service) {
        add(implementation);
        String file = "OSGI-INF/" + component + ".xml";
        String xml = "<scr:component xmlns:scr=\"http://www.osgi.org/xmlns/scr/v1.3.0\" name=\"" + component + "\""
                + attributes + "><implementation class=\"" + implementation.getName()
                + "\"/><service><provide interface=\""
                + service + "\"/></service>" + references + "</scr:component>";
        entries.put(file, xml.getBytes(StandardCharsets.UTF_8));
        headers.merge("Service-Component", file, (before, more) -> before + "," + more);
        return this;
    }

    private void add(Class<?> type) {
        String path = type.getName().replace('.', '/') + ".class";
        try (InputStream in = type.getClassLoader().getResourceAsStream(path)) {
            entries.put(path, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    InputStream stream() {
        return new ByteArrayInputStream(bytes());
    }

    byte[] bytes() {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.forEach(manifest.getMainAttributes()::putValue);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                jar.putNextEntry(new ZipEntry(entry.getKey()));
                jar.write(entry.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
