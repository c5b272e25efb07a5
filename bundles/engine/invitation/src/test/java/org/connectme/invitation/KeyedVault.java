package org.connectme.invitation;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.connectme.core.journal.Vault;

/** A vault with a key that everybody knows; this bundle only asks for HMACs. */
final class KeyedVault implements Vault {

    @Override
    public String hmac(String purpose, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec("test".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal((purpose + "\0" + text).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public byte[] seal(String purpose, byte[] plain) {
        throw new UnsupportedOperationException();
    }

    @Override
    public byte[] open(String purpose, byte[] sealed) {
        throw new UnsupportedOperationException();
    }
}
