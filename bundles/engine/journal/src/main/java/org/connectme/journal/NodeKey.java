package org.connectme.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.connectme.core.evidence.EvidenceFile;

/**
 * The key with which one node signs (Ed25519), in a file of PEM that is made at the node's first start. It is no secret
 * worth a backup: a node that lost it goes on with a new one, and what the old one signed stays proved by its public
 * half, which the database keeps. Thread-safe.
 */
final class NodeKey {

    private static final String ALGORITHM = "Ed25519";
    private static final String PRIVATE = "PRIVATE KEY";
    private static final String PUBLIC = "PUBLIC KEY";

    private final KeyPair pair;
    private final String id;

    private NodeKey(KeyPair pair) {
        this.pair = pair;
        this.id = EvidenceFile.keyId(pair.getPublic().getEncoded());
    }

    /**
     * @param directory of the master key too
     * @throws IllegalStateException saying what is wrong and what to do
     */
    static NodeKey load(Path directory, String node) {
        OwnerOnlyFile file =
                new OwnerOnlyFile(directory.resolve(node.replaceAll("[^A-Za-z0-9._-]", "_") + ".signing.pem"));
        try {
            if (!file.exists()) {
                KeyPair fresh = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
                String pem = pem(PRIVATE, fresh.getPrivate().getEncoded())
                        + pem(PUBLIC, fresh.getPublic().getEncoded());
                file.create(pem.getBytes(StandardCharsets.US_ASCII));
            }
            NodeKey key = new NodeKey(parse(new String(file.read(), StandardCharsets.US_ASCII)));
            if (!key.isWhole()) {
                throw new IllegalStateException("The two keys in " + file.file()
                        + " do not belong together. Move the file away: the node makes a new one.");
            }
            return key;
        } catch (IOException e) {
            throw new UncheckedIOException("The signing key " + file.file() + " cannot be read or made", e);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException(
                    file.file() + " holds no signing key. Move the file away: the node makes a new one.", e);
        }
    }

    String id() {
        return id;
    }

    /** SubjectPublicKeyInfo, hex. */
    String spki() {
        return HexFormat.of().formatHex(pair.getPublic().getEncoded());
    }

    /** Hex. */
    String sign(byte[] statement) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(pair.getPrivate());
            signature.update(statement);
            return HexFormat.of().formatHex(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java platform cannot sign with Ed25519.", e);
        }
    }

    private boolean isWhole() throws GeneralSecurityException {
        byte[] statement = {1};
        Signature signature = Signature.getInstance(ALGORITHM);
        signature.initVerify(pair.getPublic());
        signature.update(statement);
        return signature.verify(HexFormat.of().parseHex(sign(statement)));
    }

    private static KeyPair parse(String pem) throws GeneralSecurityException {
        KeyFactory keys = KeyFactory.getInstance(ALGORITHM);
        return new KeyPair(
                keys.generatePublic(new X509EncodedKeySpec(block(pem, PUBLIC))),
                keys.generatePrivate(new PKCS8EncodedKeySpec(block(pem, PRIVATE))));
    }

    private static byte[] block(String pem, String name) {
        Matcher block = Pattern.compile("-----BEGIN " + name + "-----([A-Za-z0-9+/=\\s]+)-----END " + name + "-----")
                .matcher(pem);
        if (!block.find()) {
            throw new IllegalArgumentException("There is no " + name + ".");
        }
        return Base64.getMimeDecoder().decode(block.group(1));
    }

    private static String pem(String name, byte[] der) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + name + "-----\n" + text + "\n-----END " + name + "-----\n";
    }
}
