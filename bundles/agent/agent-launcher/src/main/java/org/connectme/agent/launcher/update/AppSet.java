package org.connectme.agent.launcher.update;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.Version;

/**
 * The bundles of one release of the app, as its publisher signed them. Written as lines of ASCII, so that nothing has to
 * be understood before the signature was checked:
 *
 * <pre>
 * connectme-app/1
 * serial 1763841600
 * launcher 1
 * bundle org.connectme.agent.core 1.0.1 SHA-256 BYTES
 * signature BASE64
 * </pre>
 *
 * The signature (Ed25519) covers every byte before its own line.
 *
 * @param serial grows from release to release; an older one is never taken again
 * @param launcher the oldest launcher that can run these
 */
public record AppSet(long serial, int launcher, List<Entry> bundles) {

    /** What this launcher can run. Raised with each change of the class path that bundles may rely on. */
    public static final int LAUNCHER = 1;

    static final int LONGEST = 64 << 10;
    private static final int MOST_BUNDLES = 100;
    private static final long LARGEST = 50L << 20;
    private static final long LARGEST_TOGETHER = 150L << 20;

    private static final String FORMAT = "connectme-app/1";
    private static final String SIGNATURE = "signature ";
    private static final Pattern SERIAL = Pattern.compile("serial ([1-9][0-9]{0,17})");
    private static final Pattern NEEDS = Pattern.compile("launcher ([1-9][0-9]{0,8})");
    private static final Pattern BUNDLE = Pattern.compile(
            "bundle ([A-Za-z0-9_][A-Za-z0-9_.-]{0,99}) ([0-9]{1,9}\\.[0-9]{1,9}\\.[0-9]{1,9}(?:\\.[A-Za-z0-9_-]{1,40})?)"
                    + " ([0-9a-f]{64}) ([1-9][0-9]{0,9})");

    /**
     * One bundle.
     *
     * @param name its symbolic name; never a name of a file
     * @param sha256 of its bytes, in small hex digits: under this it is had and kept
     */
    public record Entry(String name, Version version, String sha256, long bytes) {}

    public AppSet {
        bundles = List.copyOf(bundles);
    }

    /**
     * Checks the signature, then reads.
     *
     * @throws Refused if this is not what the publisher signed, or is no set
     */
    public static AppSet read(byte[] signed, PublicKey publisher) throws Refused {
        if (signed.length > LONGEST) {
            throw new Refused("a set of " + signed.length + " bytes");
        }
        String text = new String(signed, StandardCharsets.ISO_8859_1);
        int end = text.lastIndexOf("\n" + SIGNATURE) + 1;
        if (end == 0 || !text.endsWith("\n")) {
            throw new Refused("a set without a signature");
        }
        byte[] statement = Arrays.copyOf(signed, end);
        String signature = text.substring(end + SIGNATURE.length(), text.length() - 1);
        if (!matches(statement, signature, publisher)) {
            throw new Refused("a set that this app's publisher did not sign");
        }
        return parse(text.substring(0, end - 1).split("\n", -1));
    }

    private static boolean matches(byte[] statement, String signature, PublicKey publisher) {
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(publisher);
            verifier.update(statement);
            return verifier.verify(Base64.getDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // no signature at all
            return false;
        }
    }

    private static AppSet parse(String[] lines) throws Refused {
        if (lines.length < 4 || lines.length > MOST_BUNDLES + 3 || !lines[0].equals(FORMAT)) {
            throw new Refused("a set in another format");
        }
        List<Entry> bundles = new ArrayList<>();
        Set<String> names = new HashSet<>();
        long together = 0;
        for (String line : Arrays.asList(lines).subList(3, lines.length)) {
            Matcher said = said(BUNDLE, line);
            Entry entry = new Entry(
                    said.group(1), Version.parseVersion(said.group(2)), said.group(3), Long.parseLong(said.group(4)));
            together += entry.bytes();
            if (!names.add(entry.name()) || entry.bytes() > LARGEST || together > LARGEST_TOGETHER) {
                throw new Refused("a bundle that is there twice or too large: " + entry.name());
            }
            bundles.add(entry);
        }
        return new AppSet(
                Long.parseLong(said(SERIAL, lines[1]).group(1)),
                Integer.parseInt(said(NEEDS, lines[2]).group(1)),
                bundles);
    }

    private static Matcher said(Pattern pattern, String line) throws Refused {
        Matcher matcher = pattern.matcher(line);
        if (!matcher.matches()) {
            throw new Refused("a line that is none of a set's");
        }
        return matcher;
    }

    /** As {@link #read} takes it. */
    public byte[] sign(PrivateKey publisher) throws GeneralSecurityException {
        StringBuilder text = new StringBuilder(FORMAT)
                .append("\nserial ")
                .append(serial)
                .append("\nlauncher ")
                .append(launcher)
                .append('\n');
        for (Entry entry : bundles) {
            text.append(String.join(
                            " ",
                            "bundle",
                            entry.name(),
                            entry.version().toString(),
                            entry.sha256(),
                            Long.toString(entry.bytes())))
                    .append('\n');
        }
        Signature signer = Signature.getInstance("Ed25519");
        signer.initSign(publisher);
        signer.update(text.toString().getBytes(StandardCharsets.US_ASCII));
        text.append(SIGNATURE)
                .append(Base64.getEncoder().encodeToString(signer.sign()))
                .append('\n');
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
