-- How an account is let in at its servers; tokens and the client's secret are in the secret store, as passwords are.
ALTER TABLE account ADD COLUMN sign_in INTEGER NOT NULL DEFAULT 0;             -- SignInWay: 0 password, 1 OAuth 2.0, 2 client certificate
ALTER TABLE account ADD COLUMN only_plain INTEGER NOT NULL DEFAULT 0;          -- the password by PLAIN or LOGIN alone, over TLS
ALTER TABLE account ADD COLUMN oauth_client TEXT NOT NULL DEFAULT '';          -- the client id of this installation
ALTER TABLE account ADD COLUMN oauth_tenant TEXT NOT NULL DEFAULT '';          -- Microsoft's; empty: "common"
ALTER TABLE account ADD COLUMN oauth_authorization TEXT NOT NULL DEFAULT '';   -- the issuer's addresses; empty: known by the host
ALTER TABLE account ADD COLUMN oauth_token TEXT NOT NULL DEFAULT '';
ALTER TABLE account ADD COLUMN oauth_device TEXT NOT NULL DEFAULT '';
ALTER TABLE account ADD COLUMN oauth_identifier TEXT NOT NULL DEFAULT '';      -- what `iss` must say
ALTER TABLE account ADD COLUMN oauth_scopes TEXT NOT NULL DEFAULT '';
