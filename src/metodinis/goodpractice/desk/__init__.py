"""The editors' desk: what they decide, publish, correct, feature, and what is still true.

A decision rests on two reviews; the reviewers' remarks go to the authors by field, as the editor
sends them. A case that an editor smoothed is published when its library **agrees** to how it
reads now. A published case has a **number** that stays for ever, the department's **note**, and a
day until which it counts as true; then its library is asked, and what nobody answers for goes
into the archive. A **correction** keeps a version that says what changed.

What the desk knows of all cases lies in `store.Desk`, in the annotations of the folder.
"""
