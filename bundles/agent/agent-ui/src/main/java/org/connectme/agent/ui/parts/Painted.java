package org.connectme.agent.ui.parts;

import javax.accessibility.AccessibleContext;
import javax.accessibility.AccessibleRole;
import javax.swing.JComponent;

/** Something painted that cannot be pressed, and has a name that is read out. */
public abstract class Painted extends JComponent {

    private static final long serialVersionUID = 1;

    private final transient AccessibleRole role;

    protected Painted(AccessibleRole role) {
        this.role = role;
        setFocusable(false);
    }

    @Override
    public AccessibleContext getAccessibleContext() {
        if (accessibleContext == null) {
            accessibleContext = new AccessibleJComponent() {
                private static final long serialVersionUID = 1;

                @Override
                public AccessibleRole getAccessibleRole() {
                    return role;
                }
            };
        }
        return accessibleContext;
    }
}
